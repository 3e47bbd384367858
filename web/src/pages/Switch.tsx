/** One thing that is on or off. */
export function Switch(props: { on: boolean; text: string; note?: string; onChange: (on: boolean) => void }) {
  return (
    <label class="line">
      <input type="checkbox" checked={props.on} onChange={(event) => props.onChange(event.currentTarget.checked)} />
      <span>
        {props.text}
        {props.note && <span class="quiet small note">{props.note}</span>}
      </span>
    </label>
  );
}
