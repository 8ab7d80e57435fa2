/** The framework's bundles as a deployment handles them: installed, started, made ready, stopped, refreshed. */
@NullMarked
package io.hookline.deploy.internal.bundle;

import org.jspecify.annotations.NullMarked;
