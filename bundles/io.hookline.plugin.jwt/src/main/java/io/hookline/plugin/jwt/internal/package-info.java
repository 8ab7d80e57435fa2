/** Bearer tokens: the hook, the issuers that it trusts, and their keys. */
@NullMarked
package io.hookline.plugin.jwt.internal;

import org.jspecify.annotations.NullMarked;
