/** The artifact types that a deployment knows. */
@NullMarked
package io.hookline.deploy.internal.artifact;

import org.jspecify.annotations.NullMarked;
