// The page: what is shown follows from the state in the address and from what the server has answered so far.
import * as api from '/api.js';
import {renderPredictions} from '/classes.js';
import {h, sync} from '/dom.js';
import {restore} from '/evidence.js';
import {part} from '/frame.js';
import {controls, renderGrid} from '/grid.js';
import {renderBar, restoreTheme} from '/header.js';
import {after, begun, picture, start} from '/known.js';
import {redraw} from '/look.js';
import {fileInput, stage, take} from '/picture.js';
import {heard} from '/runs.js';
import {$, fail, notice, status} from '/say.js';
import {change, onChange, state} from '/state.js';
import {text} from '/strings.js';
import {update} from '/update.js';

function render() {
  renderBar();
  if (!picture || !state.p) {
    $('main').className = 'empty';
    sync($('main'), [h('label', {class: 'drop'}, h('span', {class: 'eye', 'aria-hidden': 'true'}),
      h('strong', {}, text.tagline), h('span', {}, text.drop), h('span', {class: 'faint'}, text.private),
      h('span', {class: 'primary'}, text.choose), fileInput())]);
    return;
  }
  $('main').className = 'work';
  sync($('main'), [h('section', {class: 'side', 'aria-label': text.predictions}, stage(), h('div',
    {id: 'predictions'})),
    h('section', {class: 'maps', id: 'maps', tabindex: -1, 'aria-label': text.maps}, controls(), h('div',
      {id: 'grid'}))]);
  renderPredictions();
  renderGrid();
}

part('page', render);
part('predictions', renderPredictions);
part('grid', renderGrid);

onChange(before => {
  const looks = ['w', 'k', 's', 't'];
  const asked = Object.keys(state).some(key => !looks.includes(key) && state[key] !== before[key]);
  if (asked) {
    if (before.p !== state.p || before.m !== state.m) {
      after.clear();
    }
    update();
  } else {
    redraw();
  }
});

addEventListener('dragover', event => event.preventDefault());
addEventListener('drop', event => {
  event.preventDefault();
  take(event.dataTransfer.files[0]);
});
addEventListener('paste', event => {
  const file = [...event.clipboardData.files].find(each => each.type.startsWith('image/'));
  if (file) {
    take(file);
  }
});

function connection(now) {
  notice(now === 'lost' ? text.lost : now === 'refused' ? text.refused : '');
  if (now === 'there' && !start) {
    begin();
  }
}

let beginning = false;

async function begin() {
  if (beginning) {
    return;
  }
  beginning = true;
  status(text.waiting);
  try {
    begun(await api.get('/api/start'));
    if (state.e) {
      await restore();
    }
    if (!start.models.some(each => each.name === state.m)) {
      change({m: start.model}, true);
    } else {
      update();
    }
  } catch (failure) {
    fail(failure);
  } finally {
    beginning = false;
    status('');
  }
}

restoreTheme();
begin();
api.listen(heard, connection);
