import { isJsonObject, type Json } from '../../../engine/base/json.ts';
import type { FlowProblem } from '../../../engine/flow/flow-problem.ts';
import type { PacketFit } from '../../../engine/contract/packets.ts';
import { drawField } from '../inspector/form-fields.tsx';
import { FormPlaceContext, type FormPlace } from '../inspector/form-place.ts';
import type { FormField } from '../inspector/form-shape.ts';
import type { FieldPath } from '../inspector/value-at.ts';
import { withValueAt } from './with-value-at.ts';
import styles from './packets.module.css';

interface FormProps {
  /** JSON of an object. */
  readonly text: string;
  readonly fields: readonly FormField[];
  readonly problems: readonly PacketFit['problems'][number][];
  readonly onChange: (text: string) => void;
}

/** A slice that is a record, as the fields that the flow asks for; what the flow does not know of stays as it is. */
export function SliceForm({ text, fields, problems, onChange }: FormProps) {
  const parsed = JSON.parse(text) as Json; // true: only a text that is JSON gets here
  const value: Json = isJsonObject(parsed) ? parsed : {};
  const others = Object.keys(value).filter(name => !fields.some(field => field.name === name));
  const place: FormPlace = {
    problems: problems.map(asFieldProblem),
    variables: null,
    options: () => [],
    focusWish: null,
    onFocused: () => undefined,
    draw: drawField,
    commit: (path, next) => {
      onChange(JSON.stringify(withValueAt(value, path, next), null, 2));
      return null;
    },
  };
  return (
    <FormPlaceContext value={place}>
      <div className={styles.form}>
        {fields.map(field => drawField(field, [field.name], value[field.name]))}
        {others.length > 0 && (
          <p className={styles.note}>It also holds {others.join(', ')}, which the open flow does not ask for by name; JSON shows it all.</p>
        )}
      </div>
    </FormPlaceContext>
  );
}

/** A problem at `/goals/0` as the form names that place: `goals.0`. */
const asFieldProblem = ({ path, message }: PacketFit['problems'][number]): FlowProblem => ({
  severity: 'error',
  code: 'packet',
  field: fieldAt(path).join('.'),
  message,
});

const fieldAt = (pointer: string): FieldPath =>
  pointer
    .split('/')
    .slice(1)
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
