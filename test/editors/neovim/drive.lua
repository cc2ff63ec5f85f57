-- A person at Neovim, without a screen: opens the EMC2 case, looks, types, renames and waives; what was seen is written as JSON
-- to $TERROIR_SEEN. Every step waits for the answer of the server, as a person would.

local seen = { errors = {} }

local function finish()
  local file = assert(io.open(vim.env.TERROIR_SEEN, 'w'))
  file:write(vim.json.encode(seen))
  file:close()
  vim.cmd('qall!')
end

local steps

-- Steps run between the editor's own events, for much of it answers only while nothing else runs.
local function proceed(...)
  local fine, problem = coroutine.resume(steps, ...)
  if not fine then
    table.insert(seen.errors, debug.traceback(steps, problem))
    finish()
  end
end

local function sleep(milliseconds)
  vim.defer_fn(proceed, milliseconds)
  coroutine.yield()
end

local function wait(what, holds)
  for _ = 1, 600 do
    local value = holds()
    if value then return value end
    sleep(50)
  end
  error('waited in vain for ' .. what)
end

local function keys(typed)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(typed, true, false, true), 'n', false)
end

local function codes()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    found[diagnostic.code or diagnostic.user_data.lsp.code] = diagnostic.message
  end
  return found
end

-- Puts the cursor on a word of the first line that holds a text.
local function point(text, word)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local start = line:find(text, 1, true)
    if start then
      local column = line:find(word, start, true)
      vim.api.nvim_win_set_cursor(0, { number, column - 1 })
      return number
    end
  end
  error('there is no ' .. text)
end

local function lines(buffer)
  return vim.api.nvim_buf_get_lines(buffer or 0, 0, -1, false)
end

local function holds(text, buffer)
  return table.concat(lines(buffer), '\n'):find(text, 1, true) ~= nil
end

local function floating()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then return window end
  end
end

steps = coroutine.create(function()
  vim.cmd('edit emc2/emc2.terroir')
  seen.filetype = vim.bo.filetype
  seen.commentstring = vim.bo.commentstring
  wait('findings', function() return codes()['reach/no-foreign-control'] end)
  seen.findings = codes()

  -- Hover: what the contract is exposed to.
  point('contract EMC2Hosting', 'EMC2Hosting')
  vim.lsp.buf.hover()
  local window = wait('the hover', floating)
  seen.hover = table.concat(lines(vim.api.nvim_win_get_buf(window)), '\n')
  vim.api.nvim_win_close(window, true)

  -- Definition: a word of the law leads into the library.
  point('category health', 'health')
  vim.lsp.buf.definition()
  wait('the library', function() return vim.fn.expand('%:t') == 'vocabularies.terroir' end)
  seen.definition = { file = vim.fn.expand('%:p'), line = vim.api.nvim_get_current_line() }
  vim.cmd('buffer emc2/emc2.terroir')

  -- Completion behind what has been typed.
  point('category health', 'health')
  keys('A, gene<C-x><C-o>')
  local items = wait('proposals', function()
    local proposed = vim.fn.complete_info({ 'items' }).items
    return #proposed > 0 and proposed
  end)
  seen.completion = vim.tbl_map(function(item) return item.word end, items)
  keys('<C-n><C-y><Esc>')
  wait('the proposal', function() return holds('category health, genetic') end)
  keys('u')
  wait('the line as it was', function() return not holds('genetic') end)

  -- A mistake is found, and gone when it is mended.
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { 'organisation Extra { seat Atlantis }' })
  wait('the mistake', function() return codes()['names/unknown'] end)
  vim.api.nvim_buf_set_lines(0, -2, -1, false, {})
  wait('nothing wrong', function() return not codes()['names/unknown'] end)
  seen.mended = true

  -- Rename, in the file that is open and in the one that is not.
  point('processor MicrosoftIreland', 'MicrosoftIreland')
  vim.lsp.buf.rename('MicrosoftEire')
  wait('the new name here', function() return holds('processor MicrosoftEire') end)
  local parties = vim.fn.bufnr('emc2/parties.terroir')
  seen.renamed = {
    here = not holds('MicrosoftIreland'),
    there = holds('organisation MicrosoftEire', parties) and not holds('MicrosoftIreland', parties),
  }

  -- Code actions: the list, and the waiver taken from it. Again until it is offered: the findings are those of before the rename
  -- for a moment, while the server reads the other file.
  point('hosts EMC2 on AzureFrance', 'AzureFrance')
  vim.ui.select = function(offered, options, choose)
    seen.actions = vim.tbl_map(options.format_item, offered)
    for index, title in ipairs(seen.actions) do
      if title:find('^Waive reach/no%-foreign%-control') then return choose(offered[index], index) end
    end
    choose(nil)
  end
  wait('the waiver', function()
    if holds('of reach/no-foreign-control on EMC2Hosting') then return true end
    vim.lsp.buf.code_action()
    sleep(1000)
  end)
  seen.waiver = vim.tbl_filter(function(line) return line:find('^waiver ') end, lines())[1]

  seen.client = vim.tbl_map(function(client) return client.name end, (vim.lsp.get_clients or vim.lsp.get_active_clients)())
  if vim.v.errmsg ~= '' then table.insert(seen.errors, vim.v.errmsg) end
  finish()
end)

proceed()
