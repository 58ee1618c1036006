-- Each request casts another owner's ballot: PASSES is a file of passes, SKIP how many of them earlier runs have used.
local passes, index, field = {}, tonumber(os.getenv("SKIP")), os.getenv("FIELD")
for line in io.lines(os.getenv("PASSES")) do passes[#passes + 1] = line end
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
request = function()
  index = index + 1
  local pass = passes[(index - 1) % #passes + 1]
  return wrk.format(nil, nil, nil, '{"' .. field .. '":"' .. pass .. '","choices":[{"choice":"for"},{"candidates":[1,3]}]}')
end
done = function(summary, latency)
  io.write(string.format("RESULT %.0f %.2f %.2f %d %d\n", summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, summary.errors.status, summary.requests))
end
