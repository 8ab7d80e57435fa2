package io.hookline.httpcorpus;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays the corpus against a proxy that runs already. */
@Command(
        name = "httpcorpus",
        description = "Plays the HTTP corpus against a proxy whose only upstream is 127.0.0.1:UPSTREAM-PORT.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2)
public final class CorpusCommand implements Callable<Integer> {

    @Parameters(paramLabel = "HOST:PORT", description = "The proxy.", defaultValue = "127.0.0.1:8080")
    private String proxy = "";

    @Option(names = "--upstream-port", description = "Where the upstream listens.", required = true)
    private int upstreamPort;

    @Option(names = "--case", description = "Plays only the cases whose FAMILY/NAME has this text.")
    private String filter = "";

    @Option(names = "--field", description = "A header field for each request, such as \"X-API-Key: secret\".")
    private List<String> fields = List.of();

    @Option(names = "--json", description = "Writes the report to this file.")
    private @Nullable Path json;

    @Option(names = "--timeout", description = "Seconds to wait for an answer.", defaultValue = "10")
    private int timeoutSeconds;

    @Option(names = "--all", description = "Prints the passed cases too.")
    private boolean printAll;

    private final PrintStream out;

    CorpusCommand(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new CorpusCommand(System.out)).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        int colon = proxy.lastIndexOf(':');
        InetSocketAddress address =
                new InetSocketAddress(proxy.substring(0, colon), Integer.parseInt(proxy.substring(colon + 1)));
        StringBuilder lines = new StringBuilder();
        fields.forEach(field -> lines.append(field).append("\r\n"));
        List<Case> cases = Corpus.all(lines.toString()).stream()
                .filter(one -> one.toString().contains(filter))
                .toList();
        try (RecordingUpstream upstream = new RecordingUpstream(upstreamPort)) {
            CorpusReport report =
                    new CorpusRunner(address, upstream, lines.toString(), 64, timeoutSeconds * 1000L).run(cases);
            out.print(CorpusText.of(report, printAll));
            if (json != null) {
                Files.writeString(json, CorpusJson.of(report));
            }
            return report.failures().isEmpty() ? 0 : 1;
        }
    }
}
