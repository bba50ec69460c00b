/** Forms that no rule of endings leads back, each group under its plain form. */
const IRREGULAR =
  'be been|begin began begun|bring brought|build built|buy bought|catch caught|choose chose chosen|come came|draw drew drawn|drive drove driven|' +
  'eat ate eaten|fall fell fallen|feel felt|fight fought|find found|fly flew flown|forget forgot forgotten|get got gotten|give gave given|' +
  'go went gone goes|grow grew grown|hear heard|hold held|keep kept|know knew known|lead led|leave left|lend lent|lie lay lain|lose lost|' +
  'make made|mean meant|meet met|pay paid|ride rode ridden|rise rose risen|run ran|say said|see saw seen|sell sold|send sent|sing sang sung|' +
  'sit sat|sleep slept|speak spoke spoken|spend spent|stand stood|steal stole stolen|swim swam swum|take took taken|teach taught|' +
  'tell told|think thought|throw threw thrown|understand understood|wear wore worn|win won|write wrote written|become became|' +
  'child children|man men|woman women|person people|foot feet|life lives|wife wives|half halves|thief thieves|die dying died|tie tying tied|marry married marriage|' +
  'good better best|bad worse worst|far further farther|metre meter|centre center|theatre theater|programme program|usa u.s u.s.a|uk u.k|tv television';

const BASE: ReadonlyMap<string, string> = new Map(
  IRREGULAR.split('|').flatMap(group => {
    const [base = '', ...forms] = group.split(' ');
    return forms.map(form => [form, base] as const);
  }),
);

/** The plain form of a word in lower case: "wrote" → "write"; British spellings as American ones. Other words come back as they are. */
export const plainForm = (word: string): string =>
  BASE.get(word) ??
  (word.length < 6 ? word : word.replace(/is(e|ed|es|ing|ation|ations)$/, 'iz$1').replace(/our(s|ed|ing|ite|able)?$/, 'or$1'));

/** Countries that a name like "Libyan" or "Italian" may speak of, as stems; none for other names. */
export function countriesOf(stem: string): readonly string[] {
  const ending = /(?:ian|ean|an|ese|ish)$/.exec(stem)?.[0];
  if (ending === undefined || stem.length - ending.length < 3) return [];
  const base = stem.slice(0, -ending.length);
  return ending === 'ish' || ending === 'ese' ? [base, `${base}a`, `${base}i`] : [base, `${base}a`, `${base}ia`, `${base}i`, `${base}o`];
}
