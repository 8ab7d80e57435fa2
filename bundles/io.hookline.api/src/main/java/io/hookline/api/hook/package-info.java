/**
 * What plugins implement and annotate: the built-in contract, its context, and the words that state how a contract's
 * hooks are composed.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.hookline.api.hook;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
