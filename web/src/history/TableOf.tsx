/** The numbers of a picture as a table: for screen readers, and for everybody who wants them. */
import { t } from "../text";

export interface Row {
  key: string;
  /** The first names the row. */
  cells: readonly string[];
}

export function TableOf({ title, head, rows }: { title: string; head: readonly string[]; rows: readonly Row[] }) {
  const [first, ...others] = head;
  return (
    <details class="plot-table no-print">
      <summary>
        {t("lookback.as_table")}
        <span class="hidden-visually"> {title}</span>
      </summary>
      {/* It scrolls by itself where it is too wide or too long, so the keyboard must get to it. */}
      <div class="plot-table-box" role="region" aria-label={title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {others.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells: [name, ...values] }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                {values.map((value, index) => (
                  <td key={index}>{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
