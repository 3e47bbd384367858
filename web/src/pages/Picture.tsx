/** Head and shoulders in a side stretch, drawn by us. Decoration: it says nothing that the text does not. */
export function Picture() {
  return (
    <svg class="picture" viewBox="0 0 320 220" aria-hidden="true" focusable="false">
      <rect class="p-wall" width="320" height="220" />
      <circle class="p-sun" cx="180" cy="104" r="86" />
      <g transform="translate(14 8)">
        <path class="p-shirt" d="M38 220c4-42 30-58 74-66l14-7c12 18 56 18 68 0l14 7c44 8 70 24 74 66z" />
        <g transform="rotate(-22 160 148)">
          <path class="p-neck" d="M142 104h36v44c0 10-8 16-18 16s-18-6-18-16z" />
          <ellipse class="p-ear" cx="122" cy="86" rx="7" ry="11" />
          <ellipse class="p-ear" cx="198" cy="86" rx="7" ry="11" />
          <path class="p-face" d="M123 76c0-30 16-46 37-46s37 16 37 46c0 34-17 56-37 56s-37-22-37-56z" />
          <path class="p-hair" d="M120 84c-8-44 14-66 40-66s48 22 40 66c-3-18-10-30-19-36-17 7-36 6-46-1-7 7-12 19-15 37z" />
          <path class="p-line" d="M142 84c4 3 9 3 13 0M165 84c4 3 9 3 13 0M150 112c6 4 14 4 20 0" />
        </g>
      </g>
      <path class="p-arc" d="M92 34a104 104 0 0 1 60-24" />
      <path class="p-arc" d="M92 34l3-15M92 34l15 2" />
    </svg>
  );
}
