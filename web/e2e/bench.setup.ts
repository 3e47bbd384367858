/** Before the first bench an empty report; after the last one the table, for people. */
import { begin, table } from "./rows";

export default function setUp(): () => void {
  begin();
  return () => console.log(`\n${table()}`);
}
