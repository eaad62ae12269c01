# Sourced once by the image's entry point, which stops at an error, when PostgreSQL starts on an empty folder: a database and
# its owner for each service. Passwords come by the environment, not as arguments.
for service in catalog practice analytics; do
  psql -v ON_ERROR_STOP=1 --username postgres <<SQL
\getenv password $(echo "$service" | tr a-z A-Z)_PASSWORD
create role $service login password :'password';
create database $service owner $service;
revoke connect on database $service from public;
SQL
done
