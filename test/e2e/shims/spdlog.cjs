// Pure JavaScript stand-in for @vscode/spdlog (native, 21 s to compile): same files, so the Output panel and the logs work.
const fs = require('node:fs');
const path = require('node:path');
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
    constructor(_type, _name, file) {
        this.file = file;
        this.level = 2;
        this.raw = false;
        fs.mkdirSync(path.dirname(file), { recursive: true });
        this.append('');
    }
    append(text) {
        try {
            fs.appendFileSync(this.file, text);
        } catch {
            /* the log folder is gone: the server is stopping */
        }
    }
    write(level, message) {
        if (level < this.level) return;
        if (this.raw) this.append(message);
        else this.append(`${new Date().toISOString().replace('T', ' ').replace('Z', '')} [${names[level]}] ${message}\n`);
    }
    trace(m) {
        this.write(0, m);
    }
    debug(m) {
        this.write(1, m);
    }
    info(m) {
        this.write(2, m);
    }
    warn(m) {
        this.write(3, m);
    }
    error(m) {
        this.write(4, m);
    }
    critical(m) {
        this.write(5, m);
    }
    getLevel() {
        return this.level;
    }
    setLevel(l) {
        this.level = l;
    }
    setPattern() {}
    clearFormatters() {
        this.raw = true;
    }
    flush() {}
    drop() {}
}
const create = async (name, file) => new Logger('rotating', name, file);
// assigned one by one: VS Code loads this with import(), which finds a CommonJS module's names by its `exports.x =` lines
exports.version = 11200;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
