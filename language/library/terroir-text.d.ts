/** Specs of the library are part of the program: bundlers and the tests' loader give their text. */
declare module '*.terroir' {
    const source: string;
    export default source;
}
