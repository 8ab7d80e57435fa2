package io.hookline.faults;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.hookline.faults.ledger.CallVerdict;
import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.ledger.StepRecord;
import io.hookline.faults.ledger.Violation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeSet;

/** A campaign as JSON. All that is not ASCII is escaped. */
final class CampaignJson {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private CampaignJson() {}

    static String of(CampaignReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeBooleanField("clean", report.isClean());
            json.writeBooleanField("complete", report.isComplete());
            json.writeNumberField("seed", report.seed());
            json.writeNumberField("seconds", report.seconds());
            json.writeObjectFieldStart("calls");
            for (CallVerdict verdict : CallVerdict.values()) {
                Map<CallVerdict, Long> calls = report.calls();
                json.writeNumberField(verdict.name(), calls.getOrDefault(verdict, 0L));
            }
            json.writeEndObject();
            json.writeArrayFieldStart("steps");
            for (StepRecord step : report.steps()) {
                write(step, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("violations");
            for (Violation violation : report.violations()) {
                write(violation, report, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(StepRecord step, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("step", step.number());
        json.writeStringField("fault", step.fault());
        json.writeStringField("detail", step.detail());
        json.writeArrayFieldStart("allowed");
        for (Outcome outcome : new TreeSet<>(step.allowed())) {
            json.writeString(outcome.name());
        }
        json.writeEndArray();
        json.writeStringField("outcome", step.outcome().name());
        json.writeNumberField("millis", step.millis());
        json.writeEndObject();
    }

    private static void write(Violation violation, CampaignReport report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", violation.kind().name());
        json.writeNumberField("step", violation.step());
        json.writeStringField("fault", violation.fault());
        json.writeStringField("text", violation.text());
        json.writeStringField("repeat", report.repeatAlone(violation));
        json.writeStringField("repeatAll", report.repeatAll(violation));
        json.writeEndObject();
    }
}
