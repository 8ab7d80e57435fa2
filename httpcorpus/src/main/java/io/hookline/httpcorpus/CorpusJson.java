package io.hookline.httpcorpus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A report as JSON for programs. */
public final class CorpusJson {

    private CorpusJson() {}

    /** An object with the sums and one object for each case. */
    public static String of(CorpusReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("cases", report.results().size());
            json.writeNumberField("passed", report.passed());
            for (Kind kind : Kind.values()) {
                json.writeNumberField(
                        "failed" + name(kind.name()), report.failures(kind).size());
            }
            json.writeNumberField("strays", report.strays().size());
            json.writeArrayFieldStart("results");
            for (CaseResult result : report.results()) {
                write(json, result);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, CaseResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("family", result.played().family());
        json.writeStringField("name", result.played().name());
        json.writeStringField("section", result.played().section());
        json.writeStringField("kind", result.played().kind().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("passed", result.passed());
        json.writeStringField("seen", result.summary());
        json.writeArrayFieldStart("problems");
        for (String problem : result.problems()) {
            json.writeString(CorpusText.printable(problem));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String name(String constant) {
        return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
    }
}
