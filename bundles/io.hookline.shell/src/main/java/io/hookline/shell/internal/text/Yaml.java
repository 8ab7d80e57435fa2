package io.hookline.shell.internal.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.hookline.common.json.Json;
import org.yaml.snakeyaml.DumperOptions;

/** Public records as YAML: the same keys and values as {@link Json} prints, and nothing that controls a terminal. */
public final class Yaml {

    private static final int WIDTH = 120;

    /** Built when it is first used: most sessions print no YAML. */
    private static final class Holder {

        static final ObjectMapper MAPPER = mapper();

        private static ObjectMapper mapper() {
            DumperOptions options = new DumperOptions();
            options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
            options.setAllowUnicode(false);
            options.setWidth(WIDTH);
            // As Jackson's own defaults: a scalar takes the quotes that it needs.
            return new YAMLMapper(YAMLFactory.builder()
                    .dumperOptions(options)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .build());
        }
    }

    private Yaml() {}

    /** The YAML document of a record, a list or a map, with its marker and a line end. */
    public static String of(Object data) {
        try {
            return Holder.MAPPER.writeValueAsString(Json.parse(Json.line(data)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("data that YAML cannot hold: " + data.getClass(), e);
        }
    }
}
