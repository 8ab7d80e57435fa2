package io.hookline.config.internal.store;

import io.hookline.config.internal.file.Origin;
import io.hookline.config.internal.schema.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps the place of the data folder out of stored records, so that a folder that was moved or copied keeps its
 * revisions and works on its own files. A record names the file that it came from by its name in {@code conf/}, and a
 * path in the data folder by {@value #DATA}. Immutable.
 */
public final class PortablePaths {

    private static final String DATA = "$[hookline.data]";
    private static final String CONF = "conf:";

    private final Path data;
    private final Path conf;
    private final Pattern place;

    /**
     * For a data folder.
     *
     * @param data the folder as placeholders in files name it
     * @param conf its folder of configuration files
     */
    public PortablePaths(Path data, Path conf) {
        this.data = data;
        this.conf = conf;
        // A folder whose name only begins with the path is another one.
        this.place = Pattern.compile(Pattern.quote(data.toString()) + "(?![^/\"'\\s,;\\\\\\]])");
    }

    /** Properties as a record keeps them. */
    Dictionary<String, Object> portable(Dictionary<String, Object> properties) {
        return converted(
                properties,
                origin -> Origin.fileName(origin).map(CONF::concat).orElse(origin),
                text -> place.matcher(text).replaceAll(Matcher.quoteReplacement(DATA)));
    }

    /** Properties of a record as they apply here. Records of earlier versions name the file by its URI. */
    Dictionary<String, Object> local(Dictionary<String, Object> record) {
        return converted(
                record,
                origin -> (origin.startsWith(CONF)
                                ? Optional.of(origin.substring(CONF.length()))
                                : Origin.fileName(origin))
                        .map(name -> conf.resolve(name).toUri().toString())
                        .orElse(origin),
                text -> text.replace(DATA, data.toString()));
    }

    private static Dictionary<String, Object> converted(
            Dictionary<String, Object> properties, UnaryOperator<String> ofOrigin, UnaryOperator<String> ofText) {
        Dictionary<String, Object> converted = StoredRevision.copy(properties);
        for (String key : Collections.list(properties.keys())) {
            Object value = Objects.requireNonNull(properties.get(key));
            converted.put(key, key.equals(Values.ORIGIN) ? ofOrigin.apply(value.toString()) : converted(value, ofText));
        }
        return converted;
    }

    private static Object converted(Object value, UnaryOperator<String> ofText) {
        if (value instanceof String text) {
            return ofText.apply(text);
        }
        if (value instanceof String[] texts) {
            String[] all = texts.clone();
            for (int i = 0; i < all.length; i++) {
                all[i] = ofText.apply(all[i]);
            }
            return all;
        }
        if (value instanceof Collection<?> many) {
            List<Object> all = new ArrayList<>();
            many.forEach(each -> all.add(converted(each, ofText)));
            return all;
        }
        return value;
    }
}
