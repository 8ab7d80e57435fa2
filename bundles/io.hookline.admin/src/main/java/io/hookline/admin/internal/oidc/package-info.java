/** Logging in to the console by an identity provider: OpenID Connect, authorization code with PKCE. */
@NullMarked
package io.hookline.admin.internal.oidc;

import org.jspecify.annotations.NullMarked;
