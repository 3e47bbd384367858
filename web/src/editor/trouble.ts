/** Why a guide could not be kept, in words. */
import { api } from "../store/api";
import { t } from "../text";

/** `status`: of the program's answer; null when it gave none. `name`: under which the guide was to be kept. */
export async function troubleOf(status: number | null, name: string): Promise<string> {
  if (status === null) return t("editor.failed");
  if (status === 412) return t("editor.taken", { name });
  // A guide that comes with the program has the name, or there are as many as are kept.
  if (status === 409) {
    const shipped = await api.guides().catch(() => []);
    return shipped.some((guide) => guide.name === name) ? t("editor.taken", { name }) : t("editor.too_many");
  }
  if (status === 413) return t("editor.too_long");
  return t("editor.refused", { status: String(status) });
}
