package io.hookline.torture.internal;

import io.hookline.api.HookFailedException;

/** What was thrown, as one line without characters that would steer a terminal. */
final class Printable {

    private Printable() {}

    static String of(Throwable failure) {
        return HookFailedException.describe(failure).replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
    }
}
