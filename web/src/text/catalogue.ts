/**
 * Finds a text by its path and fills in its values.
 *
 * A text is a string, or one for each plural form of its language (`one`, `other`, …), chosen by the value `count`.
 * Values stand in braces: "{count} steps".
 */

export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;
export type Text = string | Plural;
export interface Section {
  /** Lists are read from the catalogue itself: they have no path. */
  readonly [name: string]: Text | readonly string[] | Section;
}

/** A catalogue of the same texts in another language: any words, its own plural forms, lists of the same length. */
export type SameShape<S> = {
  readonly [K in keyof S]: S[K] extends string ? string : IsText<S[K]> extends true ? Plural : S[K] extends readonly string[] ? readonly string[] : SameShape<S[K]>;
};

export type Values = Record<string, string | number>;

/** A section may have a text called `other`; only where nothing but plural forms stand is it a plural. */
type IsText<T> = T extends string ? true : T extends Plural ? (keyof T extends Intl.LDMLPluralRule ? true : false) : false;

/** All paths to a text in `S`: "guides.title". */
export type Path<S> = {
  [K in keyof S & string]: IsText<S[K]> extends true ? K : S[K] extends readonly string[] ? never : `${K}.${Path<S[K]>}`;
}[keyof S & string];

/** The translator of one catalogue. A path that is not in it is an error: the types do not allow one. */
export function translator<S extends Section>(catalogue: S, language: string): (path: Path<S>, values?: Values) => string {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (path, values = {}) => {
    let at: Section[string] | undefined = catalogue;
    for (const name of path.split(".")) {
      at = typeof at === "object" ? (at as Section)[name] : undefined;
    }
    if (at === undefined) throw new Error(`no text at ${path}`);
    let text: string;
    if (typeof at === "string") text = at;
    else {
      const plural = at as Plural;
      text = plural[plurals.select(Number(values["count"] ?? 0))] ?? plural.other;
    }
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? numbers.format(value) : value;
    });
  };
}
