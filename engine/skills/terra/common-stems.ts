/**
 * True for the commonest words of spoken English, some nine hundred, as stems: that a text holds one of them supports little. By their counts in the film
 * subtitles of SUBTLEX-US (M. Brysbaert, B. New, "Moving beyond Kučera and Francis", Behavior Research Methods 41, 2009), without words that every text
 * holds, first names and coarse words.
 */
export const isCommon = (stem: string): boolean => COMMON.has(stem);

const COMMON = new Set(
  (
    'able absolut accept accident account across act action actual address admit afraid afternoon age agent ago agre ah ahead air ' +
    'al aliv allow almost alon along alreadi alright alwai amaz america american angel angri animal another answer anybodi anymor ' +
    'anyon anyth anywai anywher apartment apologiz appreciat area arm armi around arrest arriv art ask attack attention awai awful ' +
    'babi back bad bag ball band bank bar bathroom beach bear beat beautiful becom bed beer beg begin behind believ bell belong ' +
    'besid bet big bird birthdai bit black blam bless block blood blow blue board boat bodi bomb book born boss bother bottl box ' +
    'boy boyfriend brain break breakfast breath bring brok broken brother brown buck buddi build bunch burn bus busi business buy ' +
    'bye call calm camera camp cannot captain car card care careful carri case cash cat catch caus cell certain chair chanc chang ' +
    'charg chas check chicken chief child choic choos christma church citi class clean clear client clock clos cloth club code ' +
    'coffe cold colleg colonel color com come compani complet computer concern congratulation consider contact continu control ' +
    'cook cool cop copi corner cost count countri coupl cours court cover crazi creat crim cross cry cut cute dad daddi danc ' +
    'dangerous dark darl date daughter day dead deal dear death decid decision deep definit department deserv destroi detectiv die ' +
    'differenc different difficult dig dinner dirti discuss doc doctor dog doing dollar door doubl doubt dr draw dream dress drink ' +
    'driv drop drug drunk dude ear earli earth easi eat ed egg either else em end enemi english enjoi enough enter entir escap ' +
    'especial even ever everi everybodi everyon everyth evidenc evil exact except excit excus expect experienc explain extra eye ' +
    'face fact fail fair fall fami far fast fat father fault favor favorit fear feel fella fellow field fight figur file fill film ' +
    'final find fine finger finish fir fire fish fit fix flight floor flower fly folk follow food fool foot forc forever forget ' +
    'forgiv form forward freak free french friend front full fun funni futur game gas gay general gentlemen get gift girl ' +
    'girlfriend giv give glad glass go god going gold good goodbi government grab grand great green ground group grow guard guess ' +
    'guest guilti gun guy ha hair half hand handl hang happen happi hard hat hate head hear heart heaven hello help hero hey hi ' +
    'hide high himself histori hit hold hole holi home honei honest honor hop hope hors hospital hot hotel hour hous human hundr ' +
    'hungri hurri hurt husband ice idea il imagin immediat important information insid instead interest invit involv issu jail job ' +
    'join joke judg jump keep key kick kid kill killer kind king kiss knock know la ladi land last late later laugh law lawyer ' +
    'lead learn least leav leg less let letter level lie lieutenant life light lik like line list listen littl liv live ln lock ' +
    'long longer look lord lose lot lov love low ls luck lucki lunch lying ma machin mad madam major mak make mama man mani marri ' +
    'master match matter mayb mean meet memori mention mess messag middl mile million mind mine minut miss mistak mom moment mommi ' +
    'monei month morn mother mouth mov move movi mr mrs much murder music myself nam name natural near neck need neither nervous ' +
    'never new next nice night nobodi none normal north nose note noth notic number nurs nut obvious offer offic officer oh ok ' +
    'okai old once ooh open order ought outsid outta owe pack pain paint pal pant paper pardon parent paris park part parti ' +
    'partner pass past patient pay peac perfect perhap person personal phon pick pictur piec plac plai plan pleas pleasur plenti ' +
    'point polic poor pop position possibl power practic prepar present president press pretend pretti pric prison privat probab ' +
    'problem professor promiz protect proud prov public pull push put queen question quick quiet quit race radio rain rather reach ' +
    'read readi real realiz reason record red relationship relax remain remember remind report respect rest return rich rid ride ' +
    'right ring rise risk river road rock roll room round ruin rule run sad safe sake sav save say scar scen school scream sea ' +
    'search seat second secret securiti see seem sell send sens sergeant serious serv servic set settl shar sheriff ship shoe ' +
    'shoot shop short shot show shut sick side sign simpl sing singl sir sister sit situation sleep slow small smart smell smil ' +
    'smok soldier somebodi someon someth sometim somewher son song soon sorri sort soul sound south spac speak special spend ' +
    'spirit spot stai stand star start stat station steal step stick still stop stor stori straight strang street strik strong ' +
    'stuck student studi stuff stupid sudden suggest suit summer sun support suppos sure surpriz suspect swear sweet sweetheart ' +
    'system tabl tak take talk tape tast teach teacher team tell terribl test th thank thing think thousand throw ticket tie till ' +
    'time tir todai together tomorrow tonight top total touch tough town track train travel treat tree tri trick trip troubl truck ' +
    'true trust truth try turn tv twic type uncl understand unit unless upset upstair use used using usual victim visit voic wait ' +
    'wake walk wall want war warm warn wash wast watch water way weapon wear wed week weekend weird welcom well west whatever ' +
    'whether whit whoa whol wife wild will win wind window wine wish without witness woman wonder wonderful word work world worri ' +
    'worth wound wow writ wrong ya year yes yesterdai yet yo york young yourself'
  ).split(' '),
);
