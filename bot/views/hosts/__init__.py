"""Hosts who hear their neighbours at home (中心户), and the records of these bench meetings (板凳会)."""
