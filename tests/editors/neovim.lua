-- Opens a file, waits for what the server finds, takes a code action, and writes down what is seen.
-- $KERLINT_TEST names a JSON file: { config, file, action, out }; action is a title or its number in the menu.
local task = vim.json.decode(table.concat(vim.fn.readfile(vim.env.KERLINT_TEST), '\n'))
local patience = 60000

local function finish(seen)
  vim.fn.writefile({ vim.json.encode(seen) }, task.out)
  vim.cmd('qall!')
end

local function attempt()
  local seen = { version = tostring(vim.version().major) .. '.' .. tostring(vim.version().minor) }
  if vim.lsp.config then
    vim.cmd('luafile ' .. task.config)
    vim.cmd('edit ' .. task.file)
  else
    -- Before 0.11 there are no named configurations.
    vim.cmd('edit ' .. task.file)
    local client = vim.lsp.start_client({
      name = 'kerlint',
      cmd = { 'kerlint', 'server' },
      root_dir = vim.fn.fnamemodify(task.file, ':h'),
    })
    vim.lsp.buf_attach_client(0, client)
  end
  seen.filetype = vim.bo.filetype

  vim.wait(patience, function() return #vim.diagnostic.get(0) > 0 end, 50)
  seen.diagnostics = vim.diagnostic.get(0)

  local found = seen.diagnostics[1]
  if found then
    vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
    local place = vim.lsp.util.make_position_params(0, 'utf-16')
    local shown = vim.lsp.buf_request_sync(0, 'textDocument/hover', place, patience)
    for _, answer in pairs(shown or {}) do
      seen.hover = answer.result and answer.result.contents.value
    end
    vim.ui.select = function(items, options, choose)
      seen.actions = vim.tbl_map(options.format_item, items)
      for number, item in ipairs(items) do
        if number == task.action or seen.actions[number] == task.action then
          return choose(item)
        end
      end
    end
    local before = vim.api.nvim_buf_get_changedtick(0)
    vim.lsp.buf.code_action()
    vim.wait(patience, function() return vim.api.nvim_buf_get_changedtick(0) ~= before end, 50)
    vim.wait(patience, function() return #vim.diagnostic.get(0) < #seen.diagnostics end, 50)
    seen.left = #vim.diagnostic.get(0)
  end
  seen.lines = vim.api.nvim_buf_get_lines(0, 0, -1, true)
  finish(seen)
end

local done, message = pcall(attempt)
if not done then
  finish({ failure = message })
end
