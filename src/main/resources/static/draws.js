/*
 * Repeats the draws in the browser, with nothing but what the page shows: the SHA-256 of the seed must be the commitment, the
 * HMACs must come out the same, and in their order the first ones must be those drawn.
 */

const encoder = new TextEncoder();

function bytes(hex) {
  return Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function say(place, right, words) {
  place.textContent = words || (right ? '一致' : '不一致');
  place.className = 'verdict ' + (right ? 'right' : 'wrong');
}

async function check(draw) {
  const { year, district, commitment, seed, text, sample } = draw.dataset;
  const found = hex(await crypto.subtle.digest('SHA-256', bytes(seed)));
  const commitmentRight = found === commitment;
  say(draw.querySelector('[data-check=commitment]'), commitmentRight);

  const key = await crypto.subtle.importKey('raw', bytes(seed), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const rows = Array.from(draw.querySelectorAll('tbody tr'));
  const computed = [];
  let orderRight = rows.length > 0;
  for (const row of rows) {
    const message = encoder.encode([year, district, text, row.dataset.code].join('|'));
    const hmac = hex(await crypto.subtle.sign('HMAC', key, message));
    computed.push({ row, hmac });
  }
  const sorted = computed.slice().sort((a, b) => (a.hmac < b.hmac ? -1 : 1));
  sorted.forEach(({ row, hmac }, place) => {
    const right =
      hmac === row.dataset.hmac && rows[place] === row && (row.dataset.drawn === 'true') === place < Number(sample);
    say(row.querySelector('.verdict'), right);
    orderRight = orderRight && right;
  });
  say(draw.querySelector('[data-check=order]'), orderRight, orderRight ? '排序一致' : '排序不一致');
  return commitmentRight && orderRight;
}

const drawn = Array.from(document.querySelectorAll('.draw[data-seed]'));
const all = document.getElementById('check-all');

if (drawn.length > 0) {
  all.hidden = false;
  if (!window.crypto || !window.crypto.subtle) {
    all.querySelector('button').hidden = true;
    all.querySelector('.verdict').textContent =
      '浏览器只在 https 网址上提供验算所需的功能，本页现在不能验算；请用上面“怎样抽签，怎样自己验算”里的命令验算。';
    all.querySelector('.verdict').className = 'notice';
  } else {
    drawn.forEach((draw) => {
      const button = draw.querySelector('[data-action=check]');
      button.hidden = false;
      button.addEventListener('click', () => check(draw));
    });
    all.querySelector('button').addEventListener('click', async () => {
      const verdicts = [];
      for (const draw of drawn) {
        verdicts.push(await check(draw));
      }
      const wrong = verdicts.filter((right) => !right).length;
      say(
        all.querySelector('.verdict'),
        wrong === 0,
        wrong === 0 ? `${verdicts.length}个抽签全部一致` : `${wrong}个抽签不一致，请看下面标红的地方`,
      );
    });
  }
}
