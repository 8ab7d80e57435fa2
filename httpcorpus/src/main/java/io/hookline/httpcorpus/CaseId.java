package io.hookline.httpcorpus;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The word by which the upstream recognises a case: only letters and digits, so that no proxy changes it. */
final class CaseId {

    private static final Pattern ID = Pattern.compile("c[0-9a-f]{8}n[0-9]+z");

    private CaseId() {}

    /** A prefix that no other run has. */
    static String newRun() {
        return String.format(Locale.ROOT, "c%08xn", new SecureRandom().nextInt());
    }

    static Optional<String> in(String bytes) {
        Matcher matcher = ID.matcher(bytes);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
