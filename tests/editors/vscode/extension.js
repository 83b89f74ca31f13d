// A language client of few lines, for where the extension of the README cannot be had.
const { workspace } = require('vscode');
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');

let client;

exports.activate = async () => {
  const settings = workspace.getConfiguration('glspc.server');
  const run = {
    command: settings.get('command'),
    args: settings.get('commandArguments'),
    transport: TransportKind.stdio,
  };
  const documentSelector = settings.get('languageId').map((language) => ({ language }));
  client = new LanguageClient('stand-in', run, { documentSelector });
  await client.start();
};

exports.deactivate = () => client?.stop();
