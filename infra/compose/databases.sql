create role catalog login;
create database catalog owner catalog;
create role practice login;
create database practice owner practice;
create role analytics login;
create database analytics owner analytics;
