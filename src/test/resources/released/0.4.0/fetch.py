#!/usr/bin/env python3
"""Keeps what version 0.4.0 shows of a year: fetch.py PORT ACCOUNT PASSWORD YEAR OUT.gz

Of each page the words and figures within <main>, one line for each piece of text, as EarlierYearIT.words cuts them out too. The
pages about the same item stand together, so that the file is small.
"""
import gzip
import html
import http.client
import re
import sys
import urllib.parse

port, account, password, year, out = sys.argv[1:]
connection = http.client.HTTPConnection('127.0.0.1', int(port), timeout=120)
cookies = {}


def ask(method, path, body=None, headers=()):
    sent = dict(headers)
    sent['Cookie'] = '; '.join(f'{name}={value}' for name, value in cookies.items())
    connection.request(method, path, body, sent)
    answer = connection.getresponse()
    text = answer.read().decode()
    for cookie in answer.msg.get_all('Set-Cookie') or []:
        name, value = cookie.split(';')[0].split('=', 1)
        cookies[name] = value
    return answer.status, text


ask('GET', '/camunda/app/tasklist/default/')
status, text = ask(
    'POST',
    '/camunda/api/admin/auth/user/default/login/tasklist',
    urllib.parse.urlencode({'username': account, 'password': password}),
    {'Content-Type': 'application/x-www-form-urlencoded', 'X-XSRF-TOKEN': cookies.get('XSRF-TOKEN', '')},
)
assert status == 200, (status, text)


def words(main):
    pieces = html.unescape(re.sub(r'<[^>]*>', '\n', main)).split('\n')
    return '\n'.join(piece.strip() for piece in pieces if piece.strip())


def order(path):
    return (path.split('/')[-1] if path.count('/') == 5 else '', path)


wanted = re.compile(r'href="((?:/my/scores|/my/results|/results)/%s(?:/[^"?#]*)?(?:\?revision=\d+)?)"' % year)
pages = {}
waiting = [f'/my/scores/{year}', f'/my/results/{year}', f'/results/{year}']
while waiting:
    path = waiting.pop(0)
    if path in pages:
        continue
    status, text = ask('GET', path)
    assert status == 200, (path, status, text[:300])
    main = re.search(r'<main.*</main>', text, re.S).group(0)
    pages[path] = main
    waiting += [one.replace('&amp;', '&') for one in wanted.findall(main)]
with gzip.GzipFile(out, 'wb', mtime=0) as file:
    for path in sorted(pages, key=order):
        file.write(f'@ {path}\n{words(pages[path])}\n'.encode())
print(len(pages), 'pages')
