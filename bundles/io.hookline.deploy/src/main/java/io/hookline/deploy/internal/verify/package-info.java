/**
 * What a jar must withstand before anything of it is resolved or runs: its structure, its manifest and its signatures.
 */
@NullMarked
package io.hookline.deploy.internal.verify;

import org.jspecify.annotations.NullMarked;
