/*
 * What the page of a view does by itself, as text: it runs in the frame that the editor gives it, where nothing of the server is.
 * It tells the editor three things: go to a place, draw something else, save a file.
 */
export const script = `
const editor = acquireVsCodeApi();
const { svg, places, file } = JSON.parse(document.getElementById('data').textContent);
const frame = document.querySelector('.picture');
const picture = frame.querySelector('svg');
const [width, height] = ['width', 'height'].map((side) => Number(picture.getAttribute(side)));

// A picture for those who only look at it; here one can go through it.
picture.setAttribute('role', 'group');
const all = [...document.querySelectorAll('[data-n]')];
for (const one of all) {
    const place = places[Number(one.dataset.n)];
    if (one.ownerSVGElement && place) {
        one.setAttribute('tabindex', '0');
        one.setAttribute('role', 'link');
        one.setAttribute('aria-label', one.querySelector('title').textContent);
    }
    const go = (event) => {
        event.preventDefault();
        if (place) editor.postMessage({ goTo: place });
    };
    one.addEventListener('click', go);
    one.addEventListener('keydown', (event) => event.key === 'Enter' && go(event));
}

// At first as wide as the frame, but never so small that nobody can read it; 0 fits the frame whatever that does to the text.
let zoom = 'readable';
const show = (next) => {
    zoom = next;
    frame.className = 'picture ' + (zoom === 'readable' ? zoom : zoom === 0 ? 'fits' : '');
    picture.style.minWidth = zoom === 'readable' ? width * 0.65 + 'px' : '';
    picture.style.width = zoom > 0 ? width * zoom + 'px' : '';
    picture.style.height = zoom > 0 ? 'auto' : '';
};
show(zoom);
const size = () => picture.getBoundingClientRect().width / width;

// Drawn anew after an edit, the page is where it was.
const keep = () => editor.setState({ zoom, at: [scrollX, scrollY, frame.scrollLeft], on: all.indexOf(document.activeElement) });
const kept = editor.getState();
if (kept) {
    show(kept.zoom);
    scrollTo(kept.at[0], kept.at[1]);
    frame.scrollLeft = kept.at[2];
    if (kept.on >= 0) all[kept.on]?.focus({ preventScroll: true });
}
for (const event of ['scroll', 'focusin', 'focusout']) addEventListener(event, keep, { passive: true, capture: true });

const save = (kind, bytes) => editor.postMessage({ save: { name: file + '.' + kind, bytes } });
const doing = {
    smaller: () => show(Math.max(0.1, size() / 1.25)),
    larger: () => show(Math.min(8, size() * 1.25)),
    fit: () => show(0),
    svg: () => save('svg', new TextEncoder().encode(svg)),
    png: async () => {
        const image = new Image();
        // On paper, whatever the theme.
        image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg.replace('class="terroir-picture"', 'class="terroir-picture on-light"'));
        await image.decode();
        const scale = Math.min(2, 16000 / Math.max(width, height));
        const canvas = document.createElement('canvas');
        canvas.width = Math.ceil(width * scale);
        canvas.height = Math.ceil(height * scale);
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(async (blob) => save('png', new Uint8Array(await blob.arrayBuffer())), 'image/png');
    },
};
for (const button of document.querySelectorAll('[data-do]')) button.addEventListener('click', () => { doing[button.dataset.do](); keep(); });
document.querySelector('select').addEventListener('change', (event) => editor.postMessage({ draw: event.target.value }));
`;
