/** The cases of the corpus, one class for each family. */
@NullMarked
package io.hookline.httpcorpus.cases;

import org.jspecify.annotations.NullMarked;
