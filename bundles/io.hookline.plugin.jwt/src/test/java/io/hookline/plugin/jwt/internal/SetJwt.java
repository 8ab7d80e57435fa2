package io.hookline.plugin.jwt.internal;

import java.lang.annotation.Annotation;

/** The configuration of the plugin. */
record SetJwt(int maxTokenBytes, int cachedTokens, boolean forwardToken) implements JwtConfig {

    static final SetJwt STANDARD = new SetJwt(8192, 10_000, false);

    @Override
    public Class<? extends Annotation> annotationType() {
        return JwtConfig.class;
    }
}
