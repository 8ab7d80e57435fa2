package io.hookline.shell.internal;

/** What {@code help} says about the commands for canaries. */
final class CanaryHelp {

    static final String CANARY =
            """
            let a release take some of the calls, beside the one that runs
               It goes on step by step, is promoted after the last, and rolled back if it fails.

               hook:canary [OPTION…] FILE|URL|PLUGIN@VERSION

               --weight PERCENT        its share in the first step, 5 by default; 25, 50 and 100 follow
               --steps PERCENT,…       its share in each step instead, such as 1,10,100
               --sticky ATTRIBUTE      split calls by its value: one value always meets one release
               --key ATTRIBUTE=VALUE   take the calls that have it, and no others unless there is a
                                       weight; goes on by hand
               --manual                stay at the first share until hook:promote
               --shadow                answer no call: run beside, at points that are declared pure, and
                                       have the answers compared
               --least SECONDS         how long a step takes at least, 10 by default
               --longest SECONDS       after how long an undecided step pauses, 600 by default
               --waive PLUGIN,…        accept that the versions of these plugins lie about their changes
               --downgrade             let an older release be the candidate
               --json                  print JSON instead of text

               hook:canary --key X-User-Tier=beta --weight 5 --sticky X-User plugin-1.1.0.jar

               Watch it with hook:canaries; hook:pause, resume, promote and abort take its plugin's name.
            """;

    static final String CANARIES =
            """
            the canaries that run, and the latest that have ended: share, calls, failures, verdict

               hook:canaries [--json]
            """;

    static final String PAUSE =
            """
            stop a canary from going on; its share of the calls stays

               hook:pause [--json] PLUGIN
            """;

    static final String RESUME =
            """
            let a paused canary go on

               hook:resume [--json] PLUGIN
            """;

    static final String PROMOTE =
            """
            let a candidate take over at once, whatever its step has shown

               hook:promote [--json] PLUGIN
            """;

    static final String ABORT =
            """
            take a candidate out; the release beside it has all calls again

               hook:abort [--json] PLUGIN
            """;

    private CanaryHelp() {}
}
