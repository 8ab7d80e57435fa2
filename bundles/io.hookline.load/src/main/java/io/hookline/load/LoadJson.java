package io.hookline.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.hookline.load.LoadReport.Count;
import io.hookline.load.LoadReport.Latencies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes a report as JSON. */
final class LoadJson {

    private LoadJson() {}

    static String of(LoadReport report) {
        StringWriter text = new StringWriter();
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        JsonFactory factory =
                JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        try (JsonGenerator json = factory.createGenerator(text).setPrettyPrinter(printer)) {
            json.writeStartObject();
            plan(json, report.plan());
            json.writeNumberField("seconds", report.seconds());
            json.writeBooleanField("endedEarly", report.endedEarly());
            json.writeNumberField("calls", report.calls());
            json.writeNumberField("perSecond", report.perSecond());
            json.writeNumberField("errors", report.errors());
            json.writeNumberField("errorPercent", report.errorPercent());
            json.writeNumberField("unmade", report.unmade());
            json.writeNumberField("unfinished", report.unfinished());
            json.writeArrayFieldStart("outcomes");
            for (Count count : report.outcomes()) {
                outcome(json, count);
            }
            json.writeEndArray();
            json.writeBooleanField("corrected", report.asMade() != null);
            latencies(json, "latency", report.latency());
            Latencies asMade = report.asMade();
            if (asMade != null) {
                latencies(json, "latencyAsMade", asMade);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append("\n").toString();
    }

    private static void plan(JsonGenerator json, LoadPlan plan) throws IOException {
        json.writeStringField("what", plan.what());
        json.writeNumberField("rate", plan.rate());
        json.writeNumberField(plan.callersAre(), plan.callers());
        json.writeNumberField("forMillis", plan.time().toMillis());
        json.writeNumberField("warmUpMillis", plan.warmUp().toMillis());
    }

    private static void outcome(JsonGenerator json, Count count) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", count.outcome().kind());
        json.writeBooleanField("failed", count.outcome().failed());
        json.writeNumberField("calls", count.calls());
        json.writeStringField("detail", count.outcome().detail());
        json.writeEndObject();
    }

    private static void latencies(JsonGenerator json, String name, Latencies latencies) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("p50Nanos", latencies.p50Nanos());
        json.writeNumberField("p90Nanos", latencies.p90Nanos());
        json.writeNumberField("p99Nanos", latencies.p99Nanos());
        json.writeNumberField("p999Nanos", latencies.p999Nanos());
        json.writeNumberField("maxNanos", latencies.maxNanos());
        json.writeNumberField("meanNanos", latencies.meanNanos());
        json.writeEndObject();
    }
}
