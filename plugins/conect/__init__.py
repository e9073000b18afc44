"""Conect: the catalogue of Romania's NGOs, built from one reviewable text file an organisation."""
