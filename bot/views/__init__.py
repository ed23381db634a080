"""The cards residents see, made from read models: one file per noun, and the only place that holds words and layout."""
