# Prints the steps of a start as a Markdown table. First file: the steps, as io.hookline.runtime.StartProfile writes them.
# Second file: the classes as they were loaded, each line with its time in nanoseconds in front.
# A step has what happened since the one before it ended, on all threads. Steps of less than 5 ms are shown as one.

function row(name, wall, cpu, thread, classes, mapped) {
  printf "| %s | %.0f | %.0f | %s | %d | %d |\n", name, wall / 1e6, cpu / 1e6, thread < 0 ? "-" : sprintf("%.0f", thread / 1e6), classes, mapped
}

FNR == NR {
  at[++steps] = $1; threadTime[steps] = $2; processTime[steps] = $3
  sub(/^[^ ]+ [^ ]+ [^ ]+ /, "")
  name[steps] = $0
  next
}

{
  time = substr($0, 2, index($0, "ns]") - 2) + 0
  if (!begun) begun = time
  while (step < steps && time > at[step + 1]) step++
  loaded[step + 1]++
  if (/source: shared objects file/) shared[step + 1]++
}

END {
  print "| Step | Wall ms | CPU ms | of its thread | Classes | from an archive |"
  print "|---|---|---|---|---|---|"
  for (s = 1; s <= steps; s++) {
    wall = at[s] - (s == 1 ? begun : at[s - 1])
    cpu = processTime[s] - (s == 1 ? 0 : processTime[s - 1])
    # The time of the thread is known only if the step before ended on the same one, which is when it does not shrink.
    thread = threadTime[s] - (s == 1 ? 0 : threadTime[s - 1])
    if (thread > wall * 1.1 + 1e6) thread = -1
    if (wall < 5e6 && s > 1) {
      small++; smallWall += wall; smallCpu += cpu; smallLoaded += loaded[s]; smallShared += shared[s]
    } else {
      row(name[s], wall, cpu, thread, loaded[s], shared[s])
    }
    allLoaded += loaded[s]; allShared += shared[s]
  }
  row(small " steps of less than 5 ms", smallWall, smallCpu, -1, smallLoaded, smallShared)
  row("**until it listens and says so**", at[steps] - begun, processTime[steps], -1, allLoaded, allShared)
  printf "| first request, and what runs in the background | | | | %d | %d |\n", loaded[steps + 1], shared[steps + 1]
}
