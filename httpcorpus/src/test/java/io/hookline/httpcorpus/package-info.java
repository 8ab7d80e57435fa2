@NullMarked
package io.hookline.httpcorpus;

import org.jspecify.annotations.NullMarked;
