// Evidence: what is seen, saved in one archive, and shown again from one.
import * as api from '/api.js';
import {coveredPart, restoreCover} from '/cover.js';
import {button} from '/dom.js';
import {mapImage, save, withoutCells} from '/downloads.js';
import {chosenModels, keyOf, methodsFor, picture, results, withCells} from '/known.js';
import * as maps from '/maps.js';
import {fail, notice, status} from '/say.js';
import {state} from '/state.js';
import {text} from '/strings.js';

export function evidenceButton() {
  return button(text.evidence, gather, {title: text.evidenceHelp});
}

const plain = name => name.replaceAll(/[^A-Za-z0-9_.-]/g, '_');

const json = value => new TextEncoder().encode(JSON.stringify(value));

async function gather() {
  status(text.saving);
  try {
    const explanations = [];
    const files = new Map();
    for (const model of chosenModels()) {
      for (const method of ['', ...methodsFor(model).map(fit => fit.name)]) {
        const key = keyOf(model, method);
        const explanation = results.get(key)?.explanation;
        if (!explanation) {
          continue;
        }
        explanations.push({key, explanation: withoutCells(explanation)});
        for (const map of explanation.maps) {
          const stem = `maps/${plain(`${model}_${method}_${map.label}`)}`;
          files.set(`${stem}.npy`, maps.npy(map));
          files.set(`${stem}.png`, new Uint8Array(await (await mapImage(map)).arrayBuffer()));
        }
      }
    }
    const cover = coveredPart();
    if (cover) {
      files.set('mask.npy', maps.npy(cover));
    }
    files.set('page.json', json({explanations, cover: cover && {...cover, cells: api.base64(cover.cells)}}));
    const archive = await api.archive('/api/evidence', {picture: picture.hash, models: chosenModels(),
      state: location.hash.slice(1), files: [...files].map(([name, bytes]) => ({name, bytes: api.base64(bytes)}))});
    save(archive, `${plain(picture.name.replace(/\.[^.]*$/, ''))}_evidence.zip`);
  } catch (failure) {
    fail(failure);
  } finally {
    status('');
  }
}

// What the archive holds that the server was started with: maps are shown as they were saved, not computed anew.
export async function restore() {
  try {
    const opened = await api.get('/api/evidence');
    const {explanations, cover} = JSON.parse(new TextDecoder().decode(api.bytes(opened.page)));
    for (const {key, explanation} of explanations) {
      if (key.startsWith(`${state.p}|`)) {
        results.set(key, {explanation: withCells(explanation)});
      }
    }
    if (cover) {
      restoreCover(state.p, {...cover, cells: api.bytes(cover.cells)});
    }
    for (const {name, hash} of opened.models) {
      if ((await api.get('/api/model', {name})).hash !== hash) {
        notice(text.otherModel(name));
      }
    }
  } catch (failure) {
    fail(failure);
  }
}
