import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { OwnPrice } from '../../../engine/contract/models.ts';
import { useStudio } from '../../state/studio.ts';
import styles from './models.module.css';
import type { PriceRow } from './price-rows.ts';

/** Asks what a model costs, and where that is from; it counts in place of the table's from the next call on. */
export function PriceDialog({ row, onClose }: { row: PriceRow; onClose: () => void }) {
  const changeModels = useStudio(studio => studio.changeModels);
  const { price } = row;
  const [typed, setTyped] = useState({
    input: price === null ? '' : String(price.input),
    output: price === null ? '' : String(price.output),
    cacheRead: typeof price?.cacheRead === 'number' ? String(price.cacheRead) : '',
    source: price?.by === 'you' ? price.source : '',
    date: price?.by === 'you' ? price.date : today(),
  });
  const [trouble, setTrouble] = useState<string | null>(null);
  const change = (part: Partial<typeof typed>) => {
    setTyped({ ...typed, ...part });
    setTrouble(null);
  };
  const save = async () => {
    const number = (text: string) => (text.trim() === '' ? Number.NaN : Number(text.trim().replace(/^\$/, '').replace(',', '.')));
    const read = OwnPrice.safeParse({
      ...{ provider: row.provider, modelId: row.modelId, input: number(typed.input), output: number(typed.output) },
      ...(typed.cacheRead.trim() !== '' && { cacheRead: number(typed.cacheRead) }),
      ...{ source: typed.source.trim(), date: typed.date },
    });
    if (!read.success) {
      setTrouble(FAULTS[String(read.error.issues[0]?.path[0])] ?? 'Prices are numbers of dollars from 0, such as 2.50.');
      return;
    }
    const told = await changeModels(host => host.setPrice(read.data));
    setTrouble(told);
    if (told === null) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Price of ${row.modelId}`} size="md">
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          void save();
        }}
      >
        <p className={styles.quiet}>In US dollars for a million tokens. 0 for what costs nothing.</p>
        <div className={styles.rates}>
          <TextInput
            label="Input"
            inputMode="decimal"
            data-autofocus
            value={typed.input}
            onChange={event => change({ input: event.currentTarget.value })}
          />
          <TextInput
            label="Output"
            inputMode="decimal"
            value={typed.output}
            onChange={event => change({ output: event.currentTarget.value })}
          />
          <TextInput
            label="Kept input"
            placeholder="As input"
            inputMode="decimal"
            value={typed.cacheRead}
            onChange={event => change({ cacheRead: event.currentTarget.value })}
          />
        </div>
        <TextInput
          label="Where it is from"
          placeholder="A page, a contract"
          value={typed.source}
          onChange={event => change({ source: event.currentTarget.value })}
        />
        <TextInput label="As of" type="date" value={typed.date} onChange={event => change({ date: event.currentTarget.value })} />
        {trouble !== null && (
          <p className={styles.trouble} role="alert">
            {trouble}
          </p>
        )}
        <div className={styles.answers}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Save price</Button>
        </div>
      </form>
    </Modal>
  );
}

const FAULTS: Readonly<Record<string, string>> = {
  source: 'Say where the price is from, so that it can be looked up again.',
  date: 'Say of which day the price is.',
};

const today = (): string => new Date().toLocaleDateString('sv');
