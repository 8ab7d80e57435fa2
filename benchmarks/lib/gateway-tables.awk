# Prints a Markdown table for each case from lines of benchmarks/gateway, and the medians as JSON to the file json, if
# given. Fields: target, body, connections, round, requests, requests/s, p50, p99, p99.9, errors, CPU us, RSS MB, swaps.
# A ratio is taken within a round, and the median of the rounds is shown.

function median(list, n,  i, j, t, v) {
  split(list, v, " ")
  for (i = 1; i < n; i++) for (j = i + 1; j <= n; j++) if (v[j] + 0 < v[i] + 0) { t = v[i]; v[i] = v[j]; v[j] = t }
  return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
}

function sum(list, n,  i, s, v) {
  split(list, v, " ")
  for (i = 1; i <= n; i++) s += v[i]
  return s
}

function ratio(target, base, body, count, what,  r, list) {
  if (!(base in seenTarget)) return "-"
  for (r = 1; r <= rounds; r++) {
    if (!value[base, body, count, r, what]) return "-"
    list = list " " value[target, body, count, r, what] / value[base, body, count, r, what]
  }
  return sprintf("%.2f", median(list, rounds))
}

{
  if (!(($2, $3) in seenCase)) { seenCase[$2, $3]; cases[++caseCount] = $2 " " $3 }
  if (!($1 in seenTarget)) { seenTarget[$1]; target[++targetCount] = $1 }
  rounds = $4 > rounds ? $4 : rounds
  value[$1, $2, $3, $4, "rate"] = $6
  value[$1, $2, $3, $4, "cpu"] = $11
  for (c = 6; c <= 13; c++) all[$1, $2, $3, c] = all[$1, $2, $3, c] " " $c
}

END {
  if (json) printf "[" > json
  for (k = 1; k <= caseCount; k++) {
    split(cases[k], w, " ")
    printf "\n**%s body, %s connections**\n\n", w[1], w[2]
    print "| | Requests/s | to nginx | to HAProxy | to Netty | p50 ms | p99 ms | p99.9 ms | CPU us per request | to Netty | to no hooks | RSS MB | Errors | Swaps |"
    print "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
    for (t = 1; t <= targetCount; t++) {
      n = target[t]
      for (c = 6; c <= 13; c++) m[c] = median(all[n, w[1], w[2], c], rounds)
      errors = sum(all[n, w[1], w[2], 10], rounds)
      swaps = sum(all[n, w[1], w[2], 13], rounds)
      printf "| %s | %.0f | %s | %s | %s | %.2f | %.2f | %.2f | %.1f | %s | %s | %.0f | %d | %s |\n", n, m[6],
        ratio(n, "nginx", w[1], w[2], "rate"), ratio(n, "haproxy", w[1], w[2], "rate"), ratio(n, "netty", w[1], w[2], "rate"),
        m[7] / 1000, m[8] / 1000, m[9] / 1000, m[11], ratio(n, "netty", w[1], w[2], "cpu"),
        ratio(n, "hookline-none", w[1], w[2], "cpu"), m[12], errors, n ~ /\+swap$/ ? swaps : "-"
      if (json) printf "%s\n  {\"target\": \"%s\", \"body\": \"%s\", \"connections\": %s, \"requestsPerSecond\": %.0f, \"p50Micros\": %.0f, \"p99Micros\": %.0f, \"p999Micros\": %.0f, \"cpuMicros\": %.1f, \"rssMb\": %.0f, \"errors\": %d, \"swaps\": %d}", (k > 1 || t > 1) ? "," : "", n, w[1], w[2], m[6], m[7], m[8], m[9], m[11], m[12], errors, swaps > json
    }
  }
  if (json) printf "\n]\n" > json
}
