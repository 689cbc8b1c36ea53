import { byId, icon } from './dom.js';
import * as detail from './detail.js';
import * as filters from './filters.js';
import * as grid from './grid.js';
import * as operate from './operate.js';
import * as session from './session.js';
import * as uploads from './uploads.js';

for (const [id, name] of [['choose', 'upload'], ['session-open', 'key'], ['operate-open', 'tools'], ['filters-toggle', 'filter']]) byId(id).prepend(icon(name));

session.start(() => grid.load(filters.query()));
grid.start();
uploads.start();
operate.start();
filters.start(grid.load);
grid.load(filters.query());
detail.start();
