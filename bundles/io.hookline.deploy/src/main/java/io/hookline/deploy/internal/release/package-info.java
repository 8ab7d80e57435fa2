/** The releases that this process runs or has run, and the generations that let them join and leave the chains. */
@NullMarked
package io.hookline.deploy.internal.release;

import org.jspecify.annotations.NullMarked;
