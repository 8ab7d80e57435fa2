package io.hookline.httpcorpus;

import java.util.ArrayList;
import java.util.List;

/** Collects the cases of one family. */
public final class Cases {

    private final String family;
    private final String extraFields;
    private final List<CaseBuilder> builders = new ArrayList<>();

    Cases(String family, String extraFields) {
        this.family = family;
        this.extraFields = extraFields;
    }

    /**
     * Begins a case.
     *
     * @param name unique in the corpus, in lower case with hyphens
     * @param section what asks for the outcome
     */
    public CaseBuilder add(String name, String section) {
        CaseBuilder builder = new CaseBuilder(family, name, section, extraFields);
        builders.add(builder);
        return builder;
    }

    List<Case> build() {
        return builders.stream().map(CaseBuilder::build).toList();
    }
}
