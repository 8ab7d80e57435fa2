package io.hookline.common.httpoutput;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Compares the options that an output declares with those that all HTTP outputs have. */
public final class OptionsOf {

    private OptionsOf() {}

    /**
     * The shared options that a configuration lacks, or declares with another type or default.
     *
     * @param without options that the output does not offer
     */
    public static List<String> differences(Class<?> config, String... without) {
        List<String> differences = new ArrayList<>();
        for (Method shared : HttpOptions.class.getDeclaredMethods()) {
            if (Arrays.asList(without).contains(shared.getName())) {
                continue;
            }
            try {
                Method own = config.getDeclaredMethod(shared.getName());
                if (!own.getReturnType().equals(shared.getReturnType())
                        || !Objects.equals(own.getDefaultValue(), shared.getDefaultValue())) {
                    differences.add(shared.getName() + " is declared differently");
                }
            } catch (NoSuchMethodException e) {
                differences.add(shared.getName() + " is missing");
            }
        }
        return differences;
    }
}
