package org.pieria.worker.evaluation;

import java.util.List;

/** Turns pictures into vectors that are to be close where people see likeness. For one thread. */
public interface FeatureExtractor extends AutoCloseable {

    /** What it is, for names of figures and for reports. */
    Identity identity();

    /**
     * One vector for each picture, all equally wide.
     *
     * @throws IllegalArgumentException when the network does not take pictures as its description says
     */
    List<float[]> features(List<Picture> pictures);

    @Override
    void close();

    /**
     * What a figure must say of the extractor it was made with.
     *
     * @param name as its description has it
     * @param sha256 of the network's file; of nothing for what is built in
     * @param resize mode, size and cropping in words
     * @param inception whether it is the Inception of 2015, whose distances alone are called FID and KID
     */
    record Identity(String name, String sha256, String resize, boolean inception) {

        /** What a Fréchet distance of these features is called. */
        public String frechet() {
            return inception ? "FID" : "FD(" + name + ")";
        }

        /** What a kernel distance of these features is called. */
        public String kernel() {
            return inception ? "KID" : "KD(" + name + ")";
        }

        /** What the share of pictures nearer to their own caption's image than to another's is called. */
        public String ownNearer() {
            return "own image nearer(" + name + ")";
        }
    }
}
